// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/ServerFields.h"

#include "ui/connections/wizard/TlsFields.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Form.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

/// Options of a URL that have no field of their own.
QString othersOf(const ConnectionUrl &url)
{
    QStringList others;
    for (const auto &[name, value] : url.options) {
        if (name != u"sslmode" && !ConnectionUrl::isFileOption(name))
            others.append(name + u'=' + value);
    }
    return others.join(u", "_s);
}

} // namespace

ServerFields::ServerFields(bool local, QWidget *parent)
    : ConnectionFields(parent)
    , m_host(makeField(u"host"_s, tr("Host"), this))
    , m_port(new QSpinBox(this))
    , m_database(makeField(u"database"_s, tr("Database"), this))
    , m_user(makeField(u"user"_s, tr("User"), this))
    , m_password(makeField(u"password"_s, tr("Password"), this))
    , m_tls(new TlsFields(local, this))
    , m_others(makeLabel({}, TextStyle::Caption, true, this))
{
    setFocusProxy(m_host);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::medium);
    auto *fields = new QWidget(this);
    auto *form = makeForm(fields);
    addRow(form, tr("&Host"), m_host, makeHostLine());
    addRow(form, tr("&Database"), m_database);
    addRow(form, tr("&User"), m_user);
    addRow(form, tr("&Password"), m_password);
    addShowToggle(m_password);
    column->addWidget(fields);
    column->addWidget(m_tls);
    m_others->setObjectName(u"otherOptions"_s);
    column->addWidget(m_others);
    for (QLineEdit *field : {m_host, m_database, m_user, m_password})
        connect(field, &QLineEdit::textChanged, this, &ConnectionFields::edited);
    connect(m_port, &QSpinBox::valueChanged, this, &ConnectionFields::edited);
    connect(m_tls, &ConnectionFields::edited, this, &ConnectionFields::edited);
}

QWidget *ServerFields::makeHostLine()
{
    m_port->setObjectName(u"port"_s);
    m_port->setAccessibleName(tr("Port"));
    m_port->setRange(1, 65535);
    m_port->setMinimumWidth(88);
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    auto *label = new QLabel(tr("P&ort"), line);
    label->setBuddy(m_port);
    row->addWidget(m_host, 1);
    row->addWidget(label);
    row->addWidget(m_port);
    return line;
}

void ServerFields::show(const ConnectionUrl &url)
{
    fillField(m_host, url.host);
    fillField(m_database, url.database);
    fillField(m_user, url.user);
    fillField(m_password, url.password);
    if (m_port->value() != url.port) {
        const QSignalBlocker quiet(m_port);
        m_port->setValue(url.port);
    }
    m_tls->show(url);
    const QString others = othersOf(url);
    m_others->setText(tr("Also in the URL: %1").arg(others));
    m_others->setVisible(!others.isEmpty());
}

void ServerFields::apply(ConnectionUrl &url) const
{
    url.host = m_host->text().trimmed();
    url.port = quint16(m_port->value());
    url.database = m_database->text();
    url.user = m_user->text();
    url.password = m_password->text();
    m_tls->apply(url);
}

} // namespace tabletalk::ui
