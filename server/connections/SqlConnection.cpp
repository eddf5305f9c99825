// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/SqlConnection.h"

#include <QSqlDriver>
#include <QUuid>
#include <QVariant>

namespace tabletalk {

SqlConnection::SqlConnection(const QString &driver)
    : m_name(QStringLiteral("target-") + QUuid::createUuid().toString(QUuid::Id128))
    , m_database(QSqlDatabase::addDatabase(driver, m_name))
{}

SqlConnection::~SqlConnection()
{
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

void *SqlConnection::rawHandle(std::initializer_list<const char *> typeNames) const
{
    const QVariant handle = m_database.driver()->handle();
    for (const char *name : typeNames) {
        if (handle.isValid() && qstrcmp(handle.typeName(), name) == 0)
            return *static_cast<void *const *>(handle.constData());
    }
    return nullptr;
}

} // namespace tabletalk
