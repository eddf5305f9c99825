// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Billing.h"
#include "core/base/Problem.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// What stands under the organisation's name on its invoices.
class BillingAddressCard : public QWidget
{
    Q_OBJECT

public:
    BillingAddressCard(WindowContext &context, QWidget *parent);
    void reload(bool mayManage);

private:
    void take(const Result<api::BillingAddress> &answer);
    void updateButtons();
    void save();

    WindowContext &m_context;
    QString m_saved;
    QPlainTextEdit *m_text;
    QPushButton *m_save;
    Notice *m_notice;
};

} // namespace tabletalk::ui
