// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Bucket.h"
#include "core/ask/read/Period.h"
#include "core/schema/Schema.h"

namespace tabletalk::ask {

/// How a column keeps dates, by its type and by what stands in it.
struct DateForm
{
    enum class Kind {
        None,     ///< no dates, or in a form that no engine reads
        Calendar, ///< a type of the engine, or ISO text on SQLite, which has no such type
        IsoText,  ///< the text 2024-05-31, maybe with a time
        IsoMonth, ///< the text 2024-05
        Year,     ///< the number or text 2024
        Compact,  ///< the number or text 20240531
        Written,  ///< a text in an order such as "M/D/Y"
        Spelled,  ///< a text with a month's name, such as "May 31, 2024"
        Short,    ///< the text 31-MAY-24
        Seconds,  ///< a number of seconds since 1970
        Clock,    ///< a time of day: 17:30:00
    };

    Kind kind = Kind::None;
    QString order;           ///< of Written: "M/D/Y", "D/M/Y", "D.M.Y" …
    bool hasTime = false;    ///< a time of day stands beside the date
    bool separatorT = false; ///< and a T between them
    bool number = false;     ///< of Year and Compact: kept as a number
};

DateForm dateFormOf(const Column &column, Dialect dialect);

/// Whether a column of this form can be compared with a period on this engine. What it
/// cannot tell is never asked of it.
bool canTell(const DateForm &form, const Period &period, Dialect dialect);
bool canTell(const DateForm &form, Bucket bucket, Dialect dialect);

} // namespace tabletalk::ask
