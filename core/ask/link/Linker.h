// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/Mention.h"
#include "core/ask/link/SchemaIndex.h"
#include "core/ask/read/Word.h"

namespace tabletalk::ask {

/// What a span of words may name, best first.
struct Span
{
    size_t begin = 0;
    size_t end = 0;
    std::vector<Mention> names; ///< tables and columns
    std::vector<Mention> values;
};

/// A quotation that no column holds as a whole but two columns of one table hold in parts
/// ("Linda Smith") becomes two quotations.
Words splitQuotedNames(Words words, const SchemaIndex &index);

/// All links between a question and a schema: a lattice; which of them are meant is
/// decided later, with the sentence in view.
class Links
{
public:
    Links(const Words &words, const SchemaIndex &index);

    /// Spans that begin at a word, longest first.
    const std::vector<Span> &startingAt(size_t word) const { return m_spans[word]; }

private:
    std::vector<std::vector<Span>> m_spans;
};

} // namespace tabletalk::ask
