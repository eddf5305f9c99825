// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Administration.h"

namespace tabletalk::ui {

/// How a database is, for operators: "ready", "does not answer", "being read".
QString connectionStateText(const api::AdminConnection &connection);

} // namespace tabletalk::ui
