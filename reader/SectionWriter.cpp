// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/SectionWriter.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk::reader {

using knowledge::mostSectionCharacters;

namespace {

/// Sections without headings end about here, between two paragraphs.
constexpr qsizetype comfortable = 12'000;
constexpr qsizetype mostTitleCharacters = 300;
constexpr qsizetype mostHeadingCharacters = 200;
constexpr qsizetype mostHeadings = 8; ///< one within the other

/// Databases do not take all of them, and none says anything.
QString withoutControls(QString text)
{
    const auto isControl = [](QChar c) {
        return (c.unicode() < 0x20 && c != u'\n' && c != u'\t') || (c.unicode() >= 0x7f && c.unicode() < 0xa0)
               || c.unicode() == 0xfffe || c.unicode() == 0xffff || c.unicode() == 0xfeff;
    };
    if (std::ranges::any_of(text, isControl))
        text.removeIf(isControl);
    return text;
}

/// Where to cut a text that is too long: after a line, else after a word, never within a character.
qsizetype cutOf(QStringView text, qsizetype most)
{
    const QStringView part = text.first(most);
    for (const QChar at : {QChar(u'\n'), QChar(u' ')}) {
        const qsizetype found = part.lastIndexOf(at);
        if (found > most / 2)
            return found + 1;
    }
    return text.at(most - 1).isHighSurrogate() ? most - 1 : most;
}

} // namespace

void SectionWriter::begin(knowledge::DocumentHeader header)
{
    header.title = withoutControls(header.title).simplified().left(mostTitleCharacters);
    if (!m_sink.begin(std::move(header)))
        m_problem = Problem::of(ProblemCode::Cancelled);
}

void SectionWriter::heading(int level, const QString &text)
{
    flush();
    std::erase_if(m_headings, [&](const Level &one) { return one.level >= level; });
    const QString clean = withoutControls(text).simplified();
    if (!clean.isEmpty() && std::ssize(m_headings) < mostHeadings)
        m_headings.push_back({level, clean.left(mostHeadingCharacters)});
    m_section.heading.clear();
    for (const Level &one : m_headings)
        m_section.heading += (m_section.heading.isEmpty() ? QString() : QStringLiteral(" › ")) + one.text;
    if (clean.size() > mostHeadingCharacters)
        paragraph(clean);
}

void SectionWriter::page(int number, bool recognised)
{
    flush();
    m_section.page = number;
    m_section.recognised = recognised;
}

void SectionWriter::paragraph(const QString &text)
{
    add(text, u"\n\n");
}

void SectionWriter::line(const QString &text)
{
    add(text, u"\n");
}

void SectionWriter::add(QString text, QStringView joint)
{
    text = withoutControls(std::move(text));
    QStringView rest = QStringView(text);
    while (!rest.isEmpty() && rest.back().isSpace())
        rest.chop(1);
    while (!rest.isEmpty() && rest.front() == u'\n')
        rest = rest.sliced(1);
    m_characters += rest.size();
    if (m_characters > m_bounds.characters && goesOn())
        m_problem =
            Problem::of(ProblemCode::TooLarge,
                        QCoreApplication::translate("FileReader", "The file holds more than %1 characters of text.")
                            .arg(m_bounds.characters),
                        QCoreApplication::translate("FileReader", "Divide it into smaller files."));
    if (!goesOn() || rest.isEmpty())
        return;
    if (!m_section.text.isEmpty() && m_section.text.size() + rest.size() > comfortable)
        flush();
    while (rest.size() > mostSectionCharacters) {
        const qsizetype cut = cutOf(rest, mostSectionCharacters);
        m_section.text = rest.first(cut).trimmed().toString();
        rest = rest.sliced(cut);
        flush();
    }
    if (!m_section.text.isEmpty())
        m_section.text += joint;
    m_section.text += rest;
}

void SectionWriter::flush()
{
    if (m_section.text.isEmpty() || !goesOn())
        return;
    ++m_summary.sections;
    knowledge::Section given = m_section;
    m_section.text.clear();
    if (!m_sink.take(std::move(given)))
        m_problem = Problem::of(ProblemCode::Cancelled);
}

Result<knowledge::ReadingEnd> SectionWriter::end()
{
    flush();
    if (m_problem)
        return std::unexpected(*m_problem);
    return m_summary;
}

} // namespace tabletalk::reader
