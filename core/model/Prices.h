// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Message.h"

#include <optional>

namespace tabletalk::model {

/// What the use comes to, in millionths of a US dollar, by the providers' public price lists.
/// Nothing for a model that the list does not know.
std::optional<qint64> costMicros(QStringView model, const TokenUse &tokens);

} // namespace tabletalk::model
