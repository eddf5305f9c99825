// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/SignOn.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace tabletalk::ui {

class Notice;
struct WindowContext;

/// "group = role" a line. Nothing where a line is none.
std::optional<std::vector<api::SignOnGroupRole>> groupRolesFrom(const QString &text);
QString textOfGroupRoles(const std::vector<api::SignOnGroupRole> &roles);

/// Sets up an identity provider: whom to trust, what to register there, and what becomes of people
/// whom it vouches for.
class SignOnDialog : public QDialog
{
    Q_OBJECT

public:
    SignOnDialog(WindowContext &context, api::SignOnProvider provider, QWidget *parent);

private:
    QWidget *buildProvider();
    QWidget *buildPeople();
    void addIssuer(QFormLayout *form);
    void addRedirect(QFormLayout *form);
    void fill();
    void check();
    void save();

    WindowContext &m_context;
    const api::SignOnProvider m_provider;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_issuer = nullptr;
    QPushButton *m_check = nullptr;
    QLineEdit *m_redirect = nullptr;
    QLineEdit *m_clientId = nullptr;
    QLineEdit *m_secret = nullptr;
    QLineEdit *m_scopes = nullptr;
    QLineEdit *m_domains = nullptr;
    QLineEdit *m_groupsClaim = nullptr;
    QPlainTextEdit *m_groupRoles = nullptr;
    QComboBox *m_defaultRole = nullptr;
    QCheckBox *m_makesAccounts = nullptr;
    QCheckBox *m_passwords = nullptr;
    QCheckBox *m_active = nullptr;
    Notice *m_notice = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace tabletalk::ui
