// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader/HtmlHead.h"

#include "reader/HtmlTree.h"

#include <QSet>

namespace tabletalk::reader {

using namespace Qt::StringLiterals;

namespace {

/// A page with more is a list for machines.
constexpr size_t mostLinks = 5'000;
constexpr qsizetype longestLink = 2'000;

/// Gathers while the tree is walked through once.
class HeadReader
{
public:
    explicit HeadReader(QUrl base)
        : m_base(std::move(base))
    {
        m_header.mediaType = u"text/html"_s;
    }

    Descend enter(const GumboNode *node)
    {
        switch (tagOf(node)) {
        case GUMBO_TAG_TITLE:
            if (m_header.title.isEmpty())
                m_header.title = lineOf(node);
            return Descend::No;
        case GUMBO_TAG_H1:
            if (m_heading.isEmpty())
                m_heading = lineOf(node);
            return Descend::Yes;
        case GUMBO_TAG_BASE:
            setBase(attribute(node, "href"));
            return Descend::No;
        case GUMBO_TAG_META:
            obey(node);
            return Descend::No;
        case GUMBO_TAG_A:
        case GUMBO_TAG_AREA:
            follow(node);
            return Descend::Yes;
        case GUMBO_TAG_SVG: // has titles of its own
        case GUMBO_TAG_TEMPLATE:
            return Descend::No;
        default:
            return Descend::Yes;
        }
    }

    knowledge::DocumentHeader header()
    {
        if (m_header.title.isEmpty())
            m_header.title = m_heading;
        return std::move(m_header);
    }

private:
    void setBase(const QString &href)
    {
        const QUrl base = m_base.resolved(QUrl(href.trimmed()));
        if (!std::exchange(m_hasBase, true) && base.isValid())
            m_base = base;
    }

    void obey(const GumboNode *meta)
    {
        const QString name = attribute(meta, "name").toLower();
        if (name != u"robots" && name != u"tabletalk")
            return;
        for (const QString &wish : attribute(meta, "content").toLower().split(u',')) {
            const QString word = wish.trimmed();
            m_header.mayIndex = m_header.mayIndex && word != u"noindex" && word != u"none";
            m_header.mayFollow = m_header.mayFollow && word != u"nofollow" && word != u"none";
        }
    }

    void follow(const GumboNode *link)
    {
        const QString href = attribute(link, "href").trimmed();
        if (href.isEmpty() || href.startsWith(u'#') || m_header.links.size() >= mostLinks
            || attribute(link, "rel").toLower().split(u' ').contains(u"nofollow"_s))
            return;
        QUrl url = m_base.resolved(QUrl(href));
        url.setFragment({});
        url.setUserInfo({});
        const QString scheme = url.scheme();
        if (!url.isValid() || url.host().isEmpty() || (scheme != u"http" && scheme != u"https"))
            return;
        const QString address = QString::fromLatin1(url.toEncoded());
        if (address.size() > longestLink || m_seen.contains(address))
            return;
        m_seen.insert(address);
        m_header.links.push_back(address);
    }

    knowledge::DocumentHeader m_header;
    QString m_heading;
    QUrl m_base;
    bool m_hasBase = false;
    QSet<QString> m_seen;
};

} // namespace

knowledge::DocumentHeader headerOf(const HtmlTree &tree, const QUrl &base)
{
    HeadReader reader(base);
    walk(tree.root(), [&](const GumboNode *node) { return reader.enter(node); });
    return reader.header();
}

} // namespace tabletalk::reader
