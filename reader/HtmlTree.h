// SPDX-License-Identifier: GPL-3.0-or-later
//
// Gumbo's tree, walked through without recursion: strangers decide how deep it is.
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

#include <gumbo.h>

namespace tabletalk::reader {

/// A parsed page. The bytes must outlive it.
class HtmlTree
{
public:
    explicit HtmlTree(const QByteArray &utf8);
    ~HtmlTree();
    HtmlTree(const HtmlTree &) = delete;
    HtmlTree &operator=(const HtmlTree &) = delete;

    const GumboNode *root() const;

private:
    struct Memory;
    Memory *m_memory;
    GumboOutput *m_output;
};

/// What to do with what stands within an element.
enum class Descend { Yes, No };

/// In the order of the document. leave is called for elements that were descended into.
void walk(const GumboNode *from, const std::function<Descend(const GumboNode *)> &enter,
          const std::function<void(const GumboNode *)> &leave = {});

bool isElement(const GumboNode *node);
/// GUMBO_TAG_UNKNOWN where it is no element.
GumboTag tagOf(const GumboNode *node);
/// Empty when it is not there.
QString attribute(const GumboNode *element, const char *name);
bool hasAttribute(const GumboNode *element, const char *name);

/// Nothing that people see: scripts, what a style or attribute hides, and what a page has besides what it says (its
/// navigation and forms).
bool isUnseen(const GumboNode *element);

/// All that is seen of it, in one line.
QString lineOf(const GumboNode *node);

} // namespace tabletalk::reader
