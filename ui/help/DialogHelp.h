// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDialog;
class QWidget;

namespace tabletalk::ui {

class Theme;

/// Every dialog of a window has F1, which opens the guide at the chapter that is about it, and a "?" at the left of its
/// foot that does the same. Which chapter that is says the dialog's property "helpPlace", or the list in
/// DialogHelp.cpp, or what the dialog belongs to. Questions of a few words have the key alone.
class DialogHelp : public QObject
{
    Q_OBJECT

public:
    /// part: of the window whose dialogs they are; owns this.
    DialogHelp(Theme &theme, QWidget &part);

    /// "user-guide#dashboards"; never empty.
    static QString placeOf(const QDialog &dialog);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isOurs(const QDialog &dialog) const;
    void offer(QDialog &dialog);

    Theme &m_theme;
    QWidget &m_part;
};

} // namespace tabletalk::ui
