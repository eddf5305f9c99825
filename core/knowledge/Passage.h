// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/KnowledgeIds.h"

#include <QString>

namespace tabletalk::knowledge {

/// A piece of a document of the size that is searched for and cited: some paragraphs, never across pages.
struct Passage
{
    PassageId id;
    int ordinal = 0; ///< from 0, in the document
    int page = 0;    ///< from 1; 0 where there are none
    QString heading; ///< as in Section
    QString text;
};

} // namespace tabletalk::knowledge
