// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QLineEdit;
class QToolButton;

namespace tabletalk::ui {

class HelpBrowser;
class Theme;

/// The guides beside the panel that they are about: a chapter at a time, the contents, what a search finds. Esc closes.
class HelpPane : public QFrame
{
    Q_OBJECT

public:
    HelpPane(Theme &theme, QWidget *parent);

    /// A place such as "user-guide#asking"; the contents when it is empty or unknown.
    void showPlace(const QString &place);
    /// What is in view; empty for the contents and what a search found.
    QString place() const { return m_place; }
    void focusText();

Q_SIGNALS:
    void closeWanted();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QToolButton *makeTool(const QString &name, const QString &text, const QString &iconName);
    void buildHead();
    void go(const QString &place);
    void goBack();
    void search();
    void openFirstHit();
    void follow(const QUrl &link);
    QString contents() const;
    QString found() const;

    HelpBrowser *m_browser;
    QLineEdit *m_search;
    QToolButton *m_back;
    QLabel *m_title;
    QStringList m_before; ///< places to go back to, the latest last
    QString m_place;
};

} // namespace tabletalk::ui
