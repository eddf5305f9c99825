// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/HelpBrowser.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowestPicture = 160;
constexpr double lineHeight = 130; ///< percent: prose is read line by line

} // namespace

HelpBrowser::HelpBrowser(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(space::large);
    document()->setIndentWidth(space::huge); // of lists
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] { m_anchor.clear(); });
}

void HelpBrowser::showPage(const QString &markdown, const QStringList &headings)
{
    m_markdown = markdown;
    m_headings = headings;
    refresh();
    goTo({});
}

void HelpBrowser::refresh()
{
    const int scrolled = verticalScrollBar()->value();
    m_pictures.clear();
    m_fittedWidth = viewport()->width();
    document()->clear(); // with the pictures of the page before
    document()->setMarkdown(m_markdown, QTextDocument::MarkdownDialectGitHub);
    dress();
    dressTables();
    verticalScrollBar()->setValue(scrolled);
}

void HelpBrowser::dress()
{
    m_blocks.clear();
    qsizetype heading = 0;
    const Colors &colors = currentColors();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        if (format.headingLevel() > 0) {
            if (heading < m_headings.size())
                m_blocks.insert(m_headings[heading], block.blockNumber());
            ++heading;
            format.setTopMargin(block.blockNumber() == 0 ? 0 : space::large);
            format.setBottomMargin(space::small);
        } else if (format.hasProperty(QTextFormat::BlockCodeFence)
                   || format.hasProperty(QTextFormat::BlockCodeLanguage)) {
            format.setBackground(colors.raised);
            format.setNonBreakableLines(false); // a narrow pane wraps them
            format.setLeftMargin(space::small);
        } else if (!block.text().contains(QChar::ObjectReplacementCharacter)) { // a picture would get room below it
            format.setLineHeight(lineHeight, QTextBlockFormat::ProportionalHeight);
        }
        cursor.setBlockFormat(format);
    }
}

void HelpBrowser::dressTables()
{
    const auto frames = document()->rootFrame()->childFrames();
    for (QTextFrame *frame : frames) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(currentColors().line);
        format.setBorderCollapse(true);
        format.setCellPadding(space::tiny + 2);
        format.setCellSpacing(0);
        format.setTopMargin(space::small);
        format.setBottomMargin(space::medium);
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        table->setFormat(format);
    }
}

void HelpBrowser::goTo(const QString &anchor)
{
    m_anchor = anchor;
    const auto known = m_blocks.constFind(anchor);
    if (known == m_blocks.constEnd() || *known == 0) {
        verticalScrollBar()->setValue(0);
        return;
    }
    const QTextBlock block = document()->findBlockByNumber(*known);
    QTextCursor cursor(block);
    setTextCursor(cursor); // reading with the keyboard goes on from there
    const double top = document()->documentLayout()->blockBoundingRect(block).top();
    verticalScrollBar()->setValue(int(top) - space::small);
}

QImage HelpBrowser::fitted(const QString &name) const
{
    QImage picture(u":/tabletalk/guides/"_s + name);
    if (picture.isNull())
        return picture;
    const qreal ratio = devicePixelRatioF();
    const int room = std::max(narrowestPicture, m_fittedWidth - 2 * space::large - space::tiny);
    const int width = std::min(picture.width(), room);
    picture = picture.scaledToWidth(int(width * ratio), Qt::SmoothTransformation);
    picture.setDevicePixelRatio(ratio);
    return picture;
}

QVariant HelpBrowser::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource || !name.scheme().isEmpty())
        return QByteArray(" "); // none at all is looked for among the files of the computer
    const QString path = name.path();
    if (!m_pictures.contains(path))
        m_pictures.append(path);
    return fitted(path);
}

void HelpBrowser::fitPictures()
{
    if (m_fittedWidth == viewport()->width())
        return;
    m_fittedWidth = viewport()->width();
    for (const QString &name : std::as_const(m_pictures))
        document()->addResource(QTextDocument::ImageResource, QUrl(name), fitted(name));
    document()->markContentsDirty(0, document()->characterCount());
}

void HelpBrowser::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    fitPictures();
    if (!m_anchor.isEmpty())
        goTo(m_anchor); // what was led to stays in view
}

} // namespace tabletalk::ui
