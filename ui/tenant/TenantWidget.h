// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Tenants.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace tabletalk::ui {

class MemberModel;
class Notice;
struct WindowContext;

/// The organisation panel: its profile and its members.
class TenantWidget : public QWidget
{
    Q_OBJECT

public:
    TenantWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildProfile(QBoxLayout *column);
    void buildMembers(QBoxLayout *column);
    void reload();
    void takeProfile(const api::TenantProfile &profile);
    void updateSave();
    void fitMembers();
    void save();

    WindowContext &m_context;
    std::optional<api::TenantProfile> m_profile;
    MemberModel *m_members;
    QLineEdit *m_name;
    QLabel *m_slug;
    QComboBox *m_timeZone;
    QPushButton *m_save;
    Notice *m_notice;
    QLabel *m_memberCount;
    QTableView *m_table;
};

} // namespace tabletalk::ui
