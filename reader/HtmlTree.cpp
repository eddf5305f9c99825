// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/HtmlTree.h"

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

/// All that the parser allocated, as a chain: Gumbo frees its tree by recursion, which a deep one ends badly.
struct HtmlTree::Memory
{
    struct alignas(std::max_align_t) Block
    {
        Block *before;
        Block *after;
    };

    static void *allocate(void *self, size_t size)
    {
        auto *memory = static_cast<Memory *>(self);
        auto *block = static_cast<Block *>(std::malloc(sizeof(Block) + size));
        if (!block) { // nothing in a parser in C could catch an exception
            if (const std::new_handler handler = std::get_new_handler())
                handler();
            std::abort();
        }
        block->before = nullptr;
        block->after = memory->first;
        if (memory->first)
            memory->first->before = block;
        memory->first = block;
        return block + 1;
    }

    static void free(void *self, void *bytes)
    {
        if (!bytes)
            return;
        auto *memory = static_cast<Memory *>(self);
        Block *block = static_cast<Block *>(bytes) - 1;
        (block->before ? block->before->after : memory->first) = block->after;
        if (block->after)
            block->after->before = block->before;
        std::free(block);
    }

    ~Memory()
    {
        while (first) {
            Block *next = first->after;
            std::free(first);
            first = next;
        }
    }

    Block *first = nullptr;
};

HtmlTree::HtmlTree(const QByteArray &utf8)
    : m_memory(new Memory)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = &Memory::allocate;
    options.deallocator = &Memory::free;
    options.userdata = m_memory;
    options.max_errors = 0;
    m_output = gumbo_parse_with_options(&options, utf8.constData(), size_t(utf8.size()));
}

HtmlTree::~HtmlTree()
{
    delete m_memory;
}

const GumboNode *HtmlTree::root() const
{
    return m_output->root;
}

bool isElement(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

GumboTag tagOf(const GumboNode *node)
{
    return isElement(node) ? node->v.element.tag : GUMBO_TAG_UNKNOWN;
}

void walk(const GumboNode *from, const std::function<Descend(const GumboNode *)> &enter,
          const std::function<void(const GumboNode *)> &leave)
{
    struct Place
    {
        const GumboNode *node;
        unsigned next;
    };
    std::vector<Place> path;
    const auto visit = [&](const GumboNode *node) {
        if (enter(node) == Descend::Yes && isElement(node))
            path.push_back({node, 0});
    };
    visit(from);
    while (!path.empty()) {
        Place &place = path.back();
        const GumboVector &children = place.node->v.element.children;
        if (place.next < children.length) {
            visit(static_cast<const GumboNode *>(children.data[place.next++]));
            continue;
        }
        const GumboNode *node = place.node;
        path.pop_back();
        if (leave)
            leave(node);
    }
}

QString attribute(const GumboNode *element, const char *name)
{
    const GumboAttribute *found = gumbo_get_attribute(&element->v.element.attributes, name);
    return found ? QString::fromUtf8(found->value) : QString();
}

bool hasAttribute(const GumboNode *element, const char *name)
{
    return gumbo_get_attribute(&element->v.element.attributes, name) != nullptr;
}

static bool isHidden(const GumboNode *element)
{
    if (element->v.element.attributes.length == 0)
        return false;
    if (hasAttribute(element, "hidden") || attribute(element, "aria-hidden").compare(u"true", Qt::CaseInsensitive) == 0)
        return true;
    const QString role = attribute(element, "role").toLower();
    if (role == u"navigation" || role == u"search" || role == u"menu" || role == u"menubar")
        return true;
    QString style = attribute(element, "style").toLower();
    style.removeIf([](QChar c) { return c.isSpace(); });
    if (style.isEmpty())
        return false;
    style = u';' + style + u';';
    return style.contains(";display:none"_L1) || style.contains(";visibility:hidden"_L1)
           || style.contains(";opacity:0;"_L1) || style.contains(";font-size:0"_L1);
}

bool isUnseen(const GumboNode *element)
{
    switch (tagOf(element)) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_MENU:
        return true;
    default:
        return isHidden(element);
    }
}

QString lineOf(const GumboNode *node)
{
    QString line;
    walk(node, [&](const GumboNode *one) {
        if (one->type == GUMBO_NODE_TEXT || one->type == GUMBO_NODE_CDATA)
            line += QString::fromUtf8(one->v.text.text);
        else if (one->type == GUMBO_NODE_WHITESPACE)
            line += u' ';
        else if (isElement(one)) {
            if (isUnseen(one))
                return Descend::No;
            switch (tagOf(one)) {
            case GUMBO_TAG_BR:
            case GUMBO_TAG_P:
            case GUMBO_TAG_DIV:
            case GUMBO_TAG_LI:
            case GUMBO_TAG_TD:
            case GUMBO_TAG_TH:
            case GUMBO_TAG_TR:
                line += u' ';
                break;
            default:
                break;
            }
        }
        return Descend::Yes;
    });
    return line.simplified();
}

} // namespace tabletalk::reader
