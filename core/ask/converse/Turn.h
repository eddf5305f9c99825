// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/Linker.h"
#include "core/ask/read/Word.h"

#include <optional>

namespace tabletalk::ask {

/// How a question ties itself to the ones before it: "only the first five", "and in Osaka?",
/// "what are their ages?". These are the words of conversation, never of a schema.
struct Turn
{
    enum class Refers {
        Nothing,
        Rows, ///< they, those, the ones
        Row,  ///< it, she, that one
    };

    Words words;                ///< of the question, without those that only tie it to what was said
    std::vector<size_t> origin; ///< where each of them stands in the question
    double strength = 0;        ///< how much speaks for going on with what was said; 0: it stands alone
    Refers refers = Refers::Nothing;
    bool adds = false;           ///< "also", "as well": to what is shown
    bool replaces = false;       ///< "what about", "instead"
    bool narrows = false;        ///< "only", "just", or nothing but a condition
    bool excludes = false;       ///< "without the …"
    bool reverses = false;       ///< "the other way round"
    bool unlimited = false;      ///< "show all of them"
    bool asksWhich = false;      ///< which of the rows, not what of them
    bool each = false;           ///< "how many does each have?"
    bool none = false;           ///< "which have none?"
    bool compares = false;       ///< no verb of its own: "and the oldest?"
    std::optional<qint64> first; ///< "the first five"
    bool last = false;           ///< "the last five"

    bool continues() const { return strength > 0; }
};

/// Reads how a question continues a conversation that there is.
Turn readTurn(const Words &words, const Links &links);

} // namespace tabletalk::ask
