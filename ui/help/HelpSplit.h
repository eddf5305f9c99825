// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QSplitter>

namespace tabletalk::ui {

class HelpPane;
class Theme;

/// The panels with the help at their right, once it was wanted; before that there is no help at all. Where there is no
/// room for both, the help takes the place of the panels until it is closed.
class HelpSplit : public QSplitter
{
    Q_OBJECT

public:
    HelpSplit(Theme &theme, QWidget *content, QWidget *parent);

    /// Opens the guide there and goes into it; closes it where one is in it already.
    void toggle(const QString &place);
    void openAt(const QString &place);
    void closeHelp();
    bool isOpen() const;
    /// Whether the panels have given way to it.
    bool coversPanels() const;

Q_SIGNALS:
    void openChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    Theme &m_theme;
    QWidget *m_content;
    HelpPane *m_pane = nullptr;
    QPointer<QWidget> m_focusBefore;
};

} // namespace tabletalk::ui
