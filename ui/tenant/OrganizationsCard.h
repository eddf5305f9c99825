// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/api/Tenants.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// The organisations of the account, to work in another of them.
class OrganizationsCard : public QWidget
{
    Q_OBJECT

public:
    OrganizationsCard(WindowContext &context, QWidget *parent);

    void reload();

private:
    void take(const std::vector<api::OrganizationSummary> &organizations);
    void updateButton();
    void changeOver();
    void makePersonal();

    WindowContext &m_context;
    QComboBox *m_choice;
    QPushButton *m_change;
    Notice *m_notice;
};

} // namespace tabletalk::ui
