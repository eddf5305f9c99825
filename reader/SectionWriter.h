// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"
#include "core/knowledge/DocumentText.h"
#include "core/knowledge/ReadingBounds.h"

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::reader {

/// Makes sections of headings and paragraphs, and holds them against the bounds. Once it does not go on (a bound, or
/// the sink wants no more) it takes nothing, and end() says why.
class SectionWriter
{
public:
    SectionWriter(knowledge::SectionSink &sink, const knowledge::ReadingBounds &bounds)
        : m_sink(sink)
        , m_bounds(bounds)
    {}

    const knowledge::ReadingBounds &bounds() const { return m_bounds; }

    void begin(knowledge::DocumentHeader header);
    /// level: 1 is outermost. What follows stands below it.
    void heading(int level, const QString &text);
    /// Joins the section that is being made. Control characters and space at the ends are dropped.
    void paragraph(const QString &text);
    /// As paragraph, on the next line of the one before.
    void line(const QString &text);
    /// What follows is of that page.
    void page(int number, bool recognised = false);
    bool goesOn() const { return !m_problem; }
    /// Gives what is left.
    Result<knowledge::ReadingEnd> end();

    knowledge::ReadingEnd &summary() { return m_summary; }

private:
    void add(QString text, QStringView joint);
    void flush();

    struct Level
    {
        int level;
        QString text;
    };

    knowledge::SectionSink &m_sink;
    const knowledge::ReadingBounds &m_bounds;
    std::vector<Level> m_headings;
    knowledge::Section m_section;
    knowledge::ReadingEnd m_summary;
    std::optional<Problem> m_problem;
    qint64 m_characters = 0;
};

} // namespace tabletalk::reader
