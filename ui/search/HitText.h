// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Search.h"

#include <QString>

namespace tabletalk::ui {

struct Colors;

/// A hit's excerpt as rich text, with the words that matched marked. What is in the passage is shown as it is, whatever
/// it looks like.
QString markedExcerpt(const api::SearchHit &hit, const Colors &colors);

/// "Report.pdf · page 3 · Terms › Refunds"
QString placeText(const api::SearchHit &hit);

/// "Words", "Meaning", "Connections"
QString wayName(const QString &way);

} // namespace tabletalk::ui
