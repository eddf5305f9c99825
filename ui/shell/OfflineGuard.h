// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>

class QAction;
class QActionGroup;
class QWidget;

namespace tabletalk::ui {

/// While there is no connection, what needs the server cannot be pressed anywhere in the window and its dialogs, and
/// says why: by its tool tip and to screen readers. What works in the window alone goes on: reading, typing, copying,
/// leaving a dialog, going elsewhere. Afterwards everything is as its panel wants it by then.
///
/// Every push button and every named action of a widget is taken to need the server, unless it is listed in
/// OfflineGuard.cpp; so a new one is right by itself in the common case. Check boxes and lists are taken to be parts of
/// a form, which a button sends, unless they are listed there.
class OfflineGuard : public QObject
{
    Q_OBJECT

public:
    /// window: outlives this, as its child does.
    explicit OfflineGuard(QWidget &window);
    ~OfflineGuard() override;

    void begin(const QString &reason);
    void end();
    bool isOn() const { return m_isOn; }

    /// Whether it is of no use without a server.
    static bool needsServer(const QWidget &control);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isOurs(const QWidget &widget) const;
    void hold(QWidget &control);
    void holdActions();
    bool refuseKey(QWidget &widget, QEvent &event);

    QWidget &m_window;
    QString m_reason;
    bool m_isOn = false;
    QHash<QWidget *, QString> m_held; ///< with the description that each had
    QActionGroup *m_actions;
    QPointer<QWidget> m_focus; ///< had the focus when it was held
};

} // namespace tabletalk::ui
