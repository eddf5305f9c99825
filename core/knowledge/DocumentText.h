// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk::knowledge {

/// One stretch of a document that belongs together: a page of a PDF, what stands below a heading, rows of a table.
struct Section
{
    int page = 0;            ///< from 1; 0 where the kind of file has no pages
    QString heading;         ///< the headings above it, outermost first, joined by " › "; may be empty
    QString text;            ///< plain, paragraphs apart by an empty line; at most mostSectionCharacters
    bool recognised = false; ///< read off a picture of the page, and may hold mistakes
};

/// What does not fit goes on in another section with the same page and heading.
inline constexpr qsizetype mostSectionCharacters = 32'000;

/// What is known of a file before its text.
struct DocumentHeader
{
    QString title;              ///< its own, empty when it has none
    QString mediaType;          ///< by content, such as "application/pdf"
    int pages = 0;              ///< 0 where the kind of file has none
    std::vector<QString> links; ///< of web pages: absolute addresses without fragments, in order, each once
    bool mayIndex = true;       ///< false: a page that asks not to be kept ("noindex")
    bool mayFollow = true;      ///< false: a page that asks not to follow its links ("nofollow")
};

/// What is known of a file that was read to its end.
struct ReadingEnd
{
    qint64 sections = 0;     ///< that were given
    int pagesNotRead = 0;    ///< pictures that nothing could read: tesseract is not installed, or found no letters
    int pagesRecognised = 0; ///< pictures that were read
};

/// Takes a document as it is read, so that nobody has to hold all of it.
class SectionSink
{
public:
    virtual ~SectionSink() = default;
    /// Comes first, once. false ends the reading with Cancelled.
    virtual bool begin(DocumentHeader header) = 0;
    /// In the order of the document. false ends the reading with Cancelled.
    virtual bool take(Section section) = 0;
};

} // namespace tabletalk::knowledge
