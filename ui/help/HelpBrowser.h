// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QTextBrowser>

namespace tabletalk::ui {

/// Shows a page of Markdown in the window's colours, with pictures no wider than itself. It reads nothing but what is
/// packed into the program, and follows no link itself.
class HelpBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    explicit HelpBrowser(QWidget *parent);

    /// headings: the anchors of the page's headings in their order.
    void showPage(const QString &markdown, const QStringList &headings);
    /// To a heading, or to the beginning.
    void goTo(const QString &anchor);
    /// Markdown is coloured when it is read: again after the colours have changed.
    void refresh();

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void dress();
    void dressTables();
    QImage fitted(const QString &name) const;
    void fitPictures();

    QString m_markdown;
    QStringList m_headings;
    QHash<QString, int> m_blocks; ///< of the headings, by anchor
    QStringList m_pictures;
    QString m_anchor; ///< where it was last led to
    int m_fittedWidth = 0;
};

} // namespace tabletalk::ui
