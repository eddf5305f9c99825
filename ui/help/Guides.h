// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tabletalk::ui {

/// What stands below one heading of the second level of a guide.
struct GuideChapter
{
    QString guide;       ///< the file's name without ".md", e.g. "user-guide"
    QString anchor;      ///< e.g. "asking"; empty for what stands before the first such heading
    QString title;       ///< as it is written; of the beginning the guide's own
    QString text;        ///< Markdown, the heading with it
    QStringList anchors; ///< of every heading in it, in their order, its own first

    /// By which it is found again: "user-guide#asking".
    QString place() const { return anchor.isEmpty() ? guide : QString(guide + u'#' + anchor); }
};

struct Guide
{
    QString id;
    QString title;
    std::vector<GuideChapter> chapters; ///< at least the beginning
};

/// A heading under which the words of a search stand.
struct GuideHit
{
    QString place;
    QString title;   ///< the heading
    QString chapter; ///< the guide and the chapter that it is in
    QString excerpt; ///< around the first word, on one line
};

/// The guides that are packed into the program, in the order in which they are offered. They are read when they are
/// first asked for, not at the start.
const std::vector<Guide> &guides();

/// The chapter of a place such as "user-guide#saving-questions"; null where there is no such guide or heading.
const GuideChapter *chapterAt(const QString &place);

/// A place as a link of `guide` writes it ("#asking", "access.md", "user-guide.md#asking"); empty for what leads
/// elsewhere than to a guide.
QString placeOfLink(const QString &guide, const QString &link);

/// What a heading is called in links, as GitHub makes it: "Your own words" is "your-own-words".
QString anchorOf(const QString &heading);

/// Headings with all the words below them, those with words in the heading itself first; at most `most`.
std::vector<GuideHit> searchGuides(const QString &words, std::size_t most);

} // namespace tabletalk::ui
