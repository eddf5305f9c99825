// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/Linker.h"
#include "core/ask/rank/Choices.h"
#include "core/ask/read/Lexicon.h"
#include "core/ask/read/Period.h"
#include "core/base/Instant.h"

#include <QList>

#include <optional>

namespace tabletalk::ask {

/// One part of a question after it is decided which words belong together and what sort of thing they are.
struct Item
{
    enum class Kind { Cue, Table, Column, Metric, Value, Number, Period, Quoted, Unknown, End };

    Kind kind = Kind::End;
    size_t begin = 0;
    size_t end = 0;
    Cue cue;
    QList<Mention> mentions; ///< for Table, Column, Metric, Value: what it may be, best first
    double number = 0;
    bool ordinal = false;
    ask::Period period;          ///< for Period
    std::optional<Mention> sort; ///< for Table: the words say which of its rows too, as "lecturers" of instructors
    QString text;
    bool startsSentence = false;
    bool certain = false; ///< the words can hardly be read in another way

    bool is(CueKind cueKind) const { return kind == Kind::Cue && cue.kind == cueKind; }
};

using Items = std::vector<Item>;

/// Cuts a question into items, again and again, asking choices where words can be read in several ways.
class Segmenter
{
public:
    /// A way to read the words from some point on.
    struct Reading
    {
        Item item;
        const char *name;
        double score;
    };

    /// Words and links must outlive it; now is when the question is asked.
    Segmenter(const Words &words, const Links &links, Instant now);

    /// Ends with an item of kind End.
    Items segment(Choices &choices) const;

private:
    const Words &m_words;
    std::vector<std::vector<Reading>> m_readings; ///< from each word on, best first
};

} // namespace tabletalk::ask
