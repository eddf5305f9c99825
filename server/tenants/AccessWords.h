// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Access.h"
#include "core/access/MembershipRules.h"

#include <QString>

namespace tabletalk {

/// What the policy decided, in words for people.
QString accessRuleWords(AccessRule rule);
QString refusalWords(MembershipRefusal refusal);

} // namespace tabletalk
