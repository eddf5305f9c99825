// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/wizard/ConnectionFields.h"

class QLabel;
class QLineEdit;
class QSpinBox;

namespace tabletalk::ui {

class TlsFields;

/// A database server: PostgreSQL, MySQL or MariaDB, SQL Server.
class ServerFields : public ConnectionFields
{
    Q_OBJECT

public:
    ServerFields(bool local, QWidget *parent);

    void show(const ConnectionUrl &url) override;
    void apply(ConnectionUrl &url) const override;

private:
    QWidget *makeHostLine();

    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_database;
    QLineEdit *m_user;
    QLineEdit *m_password;
    TlsFields *m_tls;
    QLabel *m_others;
};

} // namespace tabletalk::ui
