// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/LinkKind.h"
#include "core/ask/link/Place.h"

#include <QString>

#include <cstddef>

namespace tabletalk::ask {

/// Something of the database that a span of words may name.
struct Mention
{
    Place place;
    double score = 0; ///< 0 to 1: how well the words fit
    bool isValue = false;
    QString value;           ///< as stored, for values
    bool namesTable = false; ///< the words of a column's mention hold its table's name too
    bool wholeName = false;  ///< "name" for rows whose name is kept in two columns, of which this is the first
    bool own = false;        ///< by a word of the organisation's vocabulary, which comes before all others
    int metric = -1;         ///< of the vocabulary, counted from 0; place is what it is computed from
    LinkKind kind = LinkKind::Exact;
};

/// No span that names something is longer than this many mentions.
inline constexpr size_t mostMentions = 16;

} // namespace tabletalk::ask
