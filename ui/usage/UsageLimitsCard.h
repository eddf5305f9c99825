// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Usage.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// What the organisation's plan limits, and how much of it is used. Not there where nothing is limited.
class UsageLimitsCard : public QWidget
{
    Q_OBJECT

public:
    UsageLimitsCard(WindowContext &context, QWidget *parent);
    void reload();

private:
    void take(const api::LimitList &limits);
    void addRow(int row, const api::Limit &limit);

    WindowContext &m_context;
    QGridLayout *m_rows;
    QLabel *m_period;
    Notice *m_alert;
};

} // namespace tabletalk::ui
