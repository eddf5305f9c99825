// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/Guides.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype excerptBefore = 40;
constexpr qsizetype excerptLength = 160;

/// A heading with what stands below it up to the next one.
struct Section
{
    int level = 0;
    QString title;
    QString text; ///< its own heading not with it
};

int levelOf(QStringView line)
{
    qsizetype level = 0;
    while (level < line.size() && line[level] == u'#')
        ++level;
    return level > 0 && level < line.size() && line[level] == u' ' ? int(level) : 0;
}

/// A "#" within a block of code begins no heading.
std::vector<Section> sectionsOf(const QString &markdown)
{
    std::vector<Section> sections(1);
    bool isCode = false;
    const QList<QStringView> lines = QStringView(markdown).split(u'\n');
    for (const QStringView line : lines) {
        if (line.trimmed().startsWith(u"```"_s))
            isCode = !isCode;
        const int level = isCode ? 0 : levelOf(line);
        if (level > 0)
            sections.push_back({level, line.mid(level + 1).trimmed().toString(), {}});
        else
            sections.back().text += line.toString() + u'\n';
    }
    if (sections.front().text.trimmed().isEmpty() && sections.size() > 1)
        sections.erase(sections.begin());
    return sections;
}

/// Without the signs of Markdown, on one line.
QString plainOf(QString text)
{
    static const QRegularExpression picture(u"!\\[[^\\]]*\\]\\([^)]*\\)"_s);
    static const QRegularExpression link(u"\\[([^\\]]*)\\]\\([^)]*\\)"_s);
    static const QRegularExpression signs(u"[*`|]|^\\s*[-#]+ "_s, QRegularExpression::MultilineOption);
    text.remove(picture);
    text.replace(link, u"\\1"_s);
    text.remove(signs);
    return text.simplified();
}

Guide readGuide(const QString &id)
{
    Guide guide{id, id, {}};
    QFile file(u":/tabletalk/guides/"_s + id + u".md"_s);
    if (!file.open(QIODevice::ReadOnly))
        return guide;
    QHash<QString, int> seen;
    for (const Section &section : sectionsOf(QString::fromUtf8(file.readAll()))) {
        QString anchor = anchorOf(section.title);
        if (const int before = seen[anchor]++; before > 0)
            anchor += u'-' + QString::number(before);
        if (section.level == 1)
            guide.title = section.title;
        const bool begins = guide.chapters.empty() || section.level == 2;
        if (begins) {
            GuideChapter chapter;
            chapter.guide = id;
            chapter.anchor = section.level == 2 ? anchor : QString();
            chapter.title = section.title;
            guide.chapters.push_back(chapter);
        }
        GuideChapter &chapter = guide.chapters.back();
        chapter.anchors.append(anchor);
        if (section.level > 0)
            chapter.text += QString(section.level, u'#') + u' ' + section.title + u'\n';
        chapter.text += section.text;
    }
    return guide;
}

QString excerptOf(const QString &text, const QString &word)
{
    const qsizetype at = std::max<qsizetype>(0, text.indexOf(word, 0, Qt::CaseInsensitive));
    qsizetype from = at <= excerptBefore ? 0 : text.indexOf(u' ', at - excerptBefore) + 1;
    from = std::min(from, at);
    const QString part = text.mid(from, excerptLength);
    return (from > 0 ? u"… "_s : QString()) + part.trimmed()
           + (from + excerptLength < text.size() ? u" …"_s : QString());
}

} // namespace

QString anchorOf(const QString &heading)
{
    QString anchor;
    for (const QChar c : heading.toLower()) {
        if (c.isLetterOrNumber() || c == u'-' || c == u'_')
            anchor += c;
        else if (c == u' ')
            anchor += u'-';
    }
    return anchor;
}

const std::vector<Guide> &guides()
{
    static const std::vector<Guide> all = [] {
        std::vector<Guide> read;
        const QStringList ids{u"user-guide"_s,     u"administrator-guide"_s,
                              u"platform-guide"_s, u"installation-guide"_s,
                              u"api-guide"_s,      u"access"_s,
                              u"billing"_s};
        read.reserve(size_t(ids.size()));
        for (const QString &id : ids)
            read.push_back(readGuide(id));
        return read;
    }();
    return all;
}

const GuideChapter *chapterAt(const QString &place)
{
    const QString id = place.section(u'#', 0, 0);
    const QString anchor = place.section(u'#', 1);
    const auto guide = std::ranges::find(guides(), id, &Guide::id);
    if (guide == guides().end() || guide->chapters.empty())
        return nullptr;
    if (anchor.isEmpty())
        return &guide->chapters.front();
    const auto chapter =
        std::ranges::find_if(guide->chapters, [&](const GuideChapter &each) { return each.anchors.contains(anchor); });
    return chapter == guide->chapters.end() ? nullptr : &*chapter;
}

QString placeOfLink(const QString &guide, const QString &link)
{
    if (link.startsWith(u'#'))
        return guide + link;
    QString file = link.section(u'#', 0, 0);
    if (!file.endsWith(u".md"_s) || file.contains(u'/'))
        return {};
    file.chop(3);
    const QString anchor = link.section(u'#', 1);
    return anchor.isEmpty() ? file : QString(file + u'#' + anchor);
}

std::vector<GuideHit> searchGuides(const QString &words, std::size_t most)
{
    const QStringList wanted = words.simplified().split(u' ', Qt::SkipEmptyParts);
    std::vector<std::pair<int, GuideHit>> found;
    if (wanted.isEmpty())
        return {};
    for (const Guide &guide : guides()) {
        for (const GuideChapter &chapter : guide.chapters) {
            const std::vector<Section> sections = sectionsOf(chapter.text);
            for (std::size_t i = 0; i < sections.size(); ++i) {
                const QString text = plainOf(sections[i].text);
                int inTitle = 0;
                const bool all = std::ranges::all_of(wanted, [&](const QString &word) {
                    const bool named = sections[i].title.contains(word, Qt::CaseInsensitive);
                    inTitle += named;
                    return named || text.contains(word, Qt::CaseInsensitive);
                });
                if (!all)
                    continue;
                GuideHit hit;
                const QString anchor = chapter.anchors.value(qsizetype(i));
                const bool isBeginning = chapter.anchor.isEmpty() && i == 0;
                hit.place = isBeginning ? chapter.place() : QString(chapter.guide + u'#' + anchor);
                hit.title = sections[i].title;
                hit.chapter = i == 0 ? guide.title : QString(guide.title + u" › "_s + chapter.title);
                hit.excerpt = excerptOf(text, wanted.front());
                found.emplace_back(inTitle, std::move(hit));
            }
        }
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &std::pair<int, GuideHit>::first);
    std::vector<GuideHit> hits;
    hits.reserve(std::min(most, found.size()));
    for (auto &[score, hit] : found) {
        if (hits.size() < most)
            hits.push_back(std::move(hit));
    }
    return hits;
}

} // namespace tabletalk::ui
