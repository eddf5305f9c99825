// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/TextFiles.h"

#include "reader/DecodedText.h"
#include "reader/SectionWriter.h"

#include <QFile>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostLine = 16'000;

struct MarkdownHeading
{
    int level = 0;
    QString text;
};

/// "## Title ##"
MarkdownHeading headingOf(QStringView line)
{
    qsizetype level = 0;
    while (level < line.size() && line[level] == u'#')
        ++level;
    if (level == 0 || level > 6 || (level < line.size() && line[level] != u' ' && line[level] != u'\t'))
        return {};
    QStringView text = line.sliced(level).trimmed();
    const QStringView closed = text;
    while (text.endsWith(u'#'))
        text.chop(1);
    if (!text.isEmpty() && !text.back().isSpace())
        text = closed; // "C#" is a name
    return {int(level), text.trimmed().toString()};
}

/// The line below a title: "=====" or "-----".
int underlineOf(QStringView line)
{
    line = line.trimmed();
    if (line.size() < 2 || (line[0] != u'=' && line[0] != u'-'))
        return 0;
    for (const QChar c : line) {
        if (c != line[0])
            return 0;
    }
    return line[0] == u'=' ? 1 : 2;
}

bool isFence(QStringView line)
{
    const QStringView text = line.trimmed();
    return text.startsWith("```"_L1) || text.startsWith("~~~"_L1);
}

/// The lines of a Markdown file, one after the other; the last is held back, as the next may make a heading of it.
class MarkdownText
{
public:
    explicit MarkdownText(SectionWriter &out)
        : m_out(out)
    {}

    void take(const QString &line)
    {
        if (m_fenced || isFence(line)) {
            if (isFence(line))
                m_fenced = !m_fenced;
            keep(line);
            return;
        }
        const int under = underlineOf(line);
        const MarkdownHeading heading = headingOf(line);
        if (under > 0 && !m_held.trimmed().isEmpty()) {
            const QString title = std::exchange(m_held, {}).trimmed();
            give();
            m_out.heading(under, title);
        } else if (heading.level > 0) {
            end();
            m_out.heading(heading.level, heading.text);
        } else {
            keep(line);
        }
    }

    void end()
    {
        release();
        give();
    }

private:
    void keep(const QString &line)
    {
        release();
        m_held = line;
    }

    void release()
    {
        const QString line = std::exchange(m_held, {});
        const bool ends = line.trimmed().isEmpty() && !m_fenced;
        if (!ends)
            m_paragraph += m_paragraph.isEmpty() ? line : QString(u'\n' + line);
        if (ends || m_paragraph.size() > mostLine)
            give();
    }

    void give() { m_out.paragraph(std::exchange(m_paragraph, {})); }

    SectionWriter &m_out;
    QString m_held;
    QString m_paragraph;
    bool m_fenced = false;
};

/// Of a file that begins with one.
QString markdownTitle(QFile &file)
{
    DecodedText text(file);
    QString before;
    for (int i = 0; i < 50; ++i) {
        const std::optional<QString> line = text.nextLine(mostLine);
        if (!line)
            break;
        const MarkdownHeading heading = headingOf(*line);
        if (heading.level > 0)
            return heading.text;
        if (underlineOf(*line) > 0 && !before.trimmed().isEmpty())
            return before.trimmed();
        before = *line;
    }
    return {};
}

} // namespace

void readMarkdown(QFile &file, SectionWriter &out)
{
    out.begin({.title = markdownTitle(file), .mediaType = u"text/markdown"_s, .links = {}});
    DecodedText text(file);
    MarkdownText markdown(out);
    while (out.goesOn()) {
        const std::optional<QString> line = text.nextLine(mostLine);
        if (!line)
            break;
        markdown.take(*line);
    }
    markdown.end();
}

void readPlainText(QFile &file, SectionWriter &out)
{
    out.begin({.title = {}, .mediaType = u"text/plain"_s, .links = {}});
    DecodedText text(file);
    QString paragraph;
    while (out.goesOn()) {
        const std::optional<QString> line = text.nextLine(mostLine);
        if (!line || line->trimmed().isEmpty() || paragraph.size() + line->size() > mostLine)
            out.paragraph(std::exchange(paragraph, {}));
        if (!line)
            break;
        if (!line->trimmed().isEmpty())
            paragraph += paragraph.isEmpty() ? *line : QString(u'\n' + *line);
    }
}

} // namespace tabletalk::reader
