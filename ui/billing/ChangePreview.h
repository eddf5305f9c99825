// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// What a change of plan would cost and when it holds, to be confirmed.
class ChangePreview : public QFrame
{
    Q_OBJECT

public:
    ChangePreview(WindowContext &context, QWidget *parent);
    void show(const api::ChangePlanRequest &request, const QString &planName, const api::PlanChangePreview &preview);

Q_SIGNALS:
    /// The change was made.
    void confirmed();

private:
    void addLine(int row, const QString &text, const QString &amount, bool strong);
    void showLines(const api::PlanChangePreview &preview);
    void change();

    WindowContext &m_context;
    api::ChangePlanRequest m_request;
    QLabel *m_title;
    QLabel *m_when;
    QGridLayout *m_lines;
    QPushButton *m_confirm;
    Notice *m_notice;
};

} // namespace tabletalk::ui
