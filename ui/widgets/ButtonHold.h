// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <memory>

class QPushButton;
class QWidget;

namespace tabletalk::ui {

/// While a request is on its way, the button that sent it cannot be pressed again, so that two quick clicks make one
/// thing. The request's callback keeps it:
///
///     session.call<…>("teams.create", request, this, [this, sent = ButtonHold::on(m_create)](const auto &answer) { …
///     });
///
/// so that it ends with the request, however that ends. Afterwards the button is as its panel wants it by then, and has
/// the focus again unless that went elsewhere.
class ButtonHold : public QObject
{
public:
    /// button: of the window's thread; it may be gone before this.
    static std::shared_ptr<ButtonHold> on(QPushButton *button);
    ~ButtonHold() override;

    /// Disables it without forgetting what its panel wants, also what that comes to want meanwhile.
    static void disable(QWidget &widget);
    /// As its panel wants it.
    static void release(QWidget &widget);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit ButtonHold(QPushButton *button);

    QPointer<QPushButton> m_button;
    bool m_hadFocus = false;
    QPointer<QWidget> m_focusWentTo;
};

} // namespace tabletalk::ui
