// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"
#include "core/schema/Vocabulary.h"

#include <QSet>
#include <QString>

#include <memory>

namespace tabletalk::ask {

/// What is left to ask about once a vocabulary has hidden its tables and columns and has
/// described others in its own words.
struct VisiblePart
{
    std::shared_ptr<const Understanding> understanding;
    /// Hidden columns that stay because rows are joined, counted or filtered by them, as
    /// "table position/column position". They are never named or shown.
    QSet<QPair<int, int>> keptHidden;
    QSet<int> concealing; ///< tables with hidden columns: "all columns" must be spelled out
};

/// vocabulary: already freed of what the schema lacks. Hides nothing: the same understanding comes back.
VisiblePart visiblePart(std::shared_ptr<const Understanding> understanding, const Vocabulary &vocabulary);

} // namespace tabletalk::ask
