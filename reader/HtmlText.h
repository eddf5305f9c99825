// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reader/HtmlTree.h"

#include <QString>

namespace tabletalk::reader {

class SectionWriter;

/// Makes headings and paragraphs of what is seen of a page.
class HtmlText
{
public:
    explicit HtmlText(SectionWriter &out)
        : m_out(out)
    {}

    void read(const HtmlTree &tree);

private:
    Descend enter(const GumboNode *node);
    void leave(const GumboNode *node);
    void addText(const char *utf8);
    void begin(GumboTag tag);
    void flush();
    void giveLine(const QString &line);

    SectionWriter &m_out;
    QString m_text;
    bool m_inLines = false; ///< an item or row follows one: no empty line between them
    int m_preformatted = 0;
    int m_lists = 0;
};

} // namespace tabletalk::reader
