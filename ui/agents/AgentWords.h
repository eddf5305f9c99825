// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Agents.h"

namespace tabletalk::ui {

/// Names of the wire in words of the window.
QString toolName(const QString &tool);
/// The same in a word or two.
QString toolTag(const QString &tool);
QString toneName(const QString &tone);
QString visibilityWords(const QString &visibility);
QString modelWords(const QString &model);
/// "Refund policy, page 2" or "Shop (statement)".
QString sourceName(const api::Citation &citation);

} // namespace tabletalk::ui
