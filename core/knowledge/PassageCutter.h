// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/DocumentText.h"
#include "core/knowledge/Passage.h"

#include <functional>
#include <optional>
#include <vector>

namespace tabletalk::knowledge {

/// Of passages, in UTF-16 units.
struct PassageSize
{
    qsizetype least = 500;  ///< where there is that much, and a place to cut
    qsizetype most = 1'200; ///< never more
};

/// Cuts the sections of a document, given one after the other, into passages: at the ends of paragraphs, else of
/// lines, else of sentences, else between words, and never across pages or headings. Nothing overlaps and nothing is
/// left out but blanks and control characters. Keeps little more than a section in memory.
class PassageCutter
{
public:
    using Sink = std::function<void(Passage &&)>;

    /// sink gets each passage, without an id, in order.
    explicit PassageCutter(Sink sink, PassageSize size = {});

    void add(const Section &section);
    /// What is left. Call once, after the last section.
    void finish();

    int count() const { return m_count; }

private:
    void cutOff(qsizetype keep);
    void emitPassage(const QString &text);

    Sink m_sink;
    PassageSize m_size;
    int m_page = 0;
    QString m_heading;
    QString m_text; ///< of that page and heading, not cut yet
    int m_count = 0;
};

/// The passages of a whole document.
std::vector<Passage> cutIntoPassages(const std::vector<Section> &sections, PassageSize size = {});

} // namespace tabletalk::knowledge
