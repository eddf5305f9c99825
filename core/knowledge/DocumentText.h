// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tabletalk::knowledge {

/// One stretch of a document that belongs together: a page of a PDF, what stands below a heading, a row of a table.
/// Never holds more than what a reader's bounds allow.
struct Section
{
    int page = 0;    ///< from 1; 0 where the kind of file has no pages
    QString heading; ///< the headings above it, outermost first, joined by " › "; may be empty
    QString text;    ///< plain, paragraphs apart by an empty line
};

/// What a reader makes of a file, of any kind.
struct DocumentText
{
    QString title;                 ///< its own, empty when it has none
    QString mediaType;             ///< by content, such as "application/pdf"
    int pages = 0;                 ///< 0 where the kind of file has none
    bool recognised = false;       ///< text was read off pictures of pages, and may hold mistakes
    std::vector<Section> sections; ///< in order
    std::vector<QString> links;    ///< of web pages: absolute addresses, in order, each once
    bool mayIndex = true;          ///< false: a page that asks not to be kept ("noindex")
    bool mayFollow = true;         ///< false: a page that asks not to follow its links ("nofollow")
};

} // namespace tabletalk::knowledge
