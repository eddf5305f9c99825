// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Tenants.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tabletalk::ui {

class BrandingCard;
class InvitationsCard;
class MembersCard;
class EndingCard;
class OrganizationsCard;
class Notice;
class TeamsCard;
struct WindowContext;

/// The organisation panel: its profile, its members, invitations and teams.
class TenantWidget : public QWidget
{
    Q_OBJECT

public:
    TenantWidget(WindowContext &context, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildProfile(QBoxLayout *column);
    void buildPeople(QBoxLayout *column);
    void reload();
    void takeProfile(const api::TenantProfile &profile);
    void updateSave();
    void save();

    WindowContext &m_context;
    std::optional<api::TenantProfile> m_profile;
    BrandingCard *m_branding;
    OrganizationsCard *m_organizations;
    MembersCard *m_members;
    InvitationsCard *m_invitations;
    TeamsCard *m_teams;
    EndingCard *m_ending;
    QLineEdit *m_name;
    QLabel *m_slug;
    QComboBox *m_timeZone;
    QPushButton *m_save;
    Notice *m_notice;
};

} // namespace tabletalk::ui
