// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/OdbcDiagnostics.h"

#include "server/connections/OdbcFunctions.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace tabletalk {

using namespace Qt::StringLiterals;

static_assert(sizeof(SQLWCHAR) == sizeof(char16_t), "ODBC's wide characters are UTF-16 units");

OdbcHandle OdbcHandle::environment()
{
    SQLHANDLE handle = nullptr;
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_ENV, nullptr, &handle)))
        return {};
    // ODBC passes numbers as pointers.
    SQLSetEnvAttr(handle, SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3), 0); // NOLINT
    return {SQL_HANDLE_ENV, handle};
}

OdbcHandle OdbcHandle::connection(const OdbcHandle &environment)
{
    SQLHANDLE handle = nullptr;
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_DBC, environment.get(), &handle)))
        return {};
    return {SQL_HANDLE_DBC, handle};
}

OdbcHandle OdbcHandle::statement(const OdbcHandle &connection)
{
    SQLHANDLE handle = nullptr;
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, connection.get(), &handle)))
        return {};
    OdbcHandle statement(SQL_HANDLE_STMT, handle);
    statement.setSpeaksUtf8(connection.speaksUtf8());
    return statement;
}

void OdbcHandle::reset()
{
    if (m_handle)
        SQLFreeHandle(m_kind, std::exchange(m_handle, nullptr));
}

namespace {

OdbcDiagnostic wideDiagnostic(const OdbcHandle &handle)
{
    std::array<SQLWCHAR, 6> state{};
    std::array<SQLWCHAR, 1024> message{};
    SQLINTEGER native = 0;
    SQLSMALLINT length = 0;
    if (!SQL_SUCCEEDED(SQLGetDiagRecW(handle.kind(), handle.get(), 1, state.data(), &native, message.data(),
                                      SQLSMALLINT(message.size()), &length)))
        return {};
    return {odbcText(state.data(), 5),
            odbcText(message.data(), std::min<qsizetype>(length, qsizetype(message.size()) - 1))};
}

OdbcDiagnostic narrowDiagnostic(const OdbcHandle &handle)
{
    std::array<SQLCHAR, 6> state{};
    std::array<SQLCHAR, 1024> message{};
    SQLINTEGER native = 0;
    SQLSMALLINT length = 0;
    if (!SQL_SUCCEEDED(SQLGetDiagRec(handle.kind(), handle.get(), 1, state.data(), &native, message.data(),
                                     SQLSMALLINT(message.size()), &length)))
        return {};
    return {QString::fromLatin1(reinterpret_cast<const char *>(state.data()), 5),
            QString::fromUtf8(reinterpret_cast<const char *>(message.data()),
                              std::min<qsizetype>(length, qsizetype(message.size()) - 1))};
}

} // namespace

OdbcDiagnostic odbcDiagnostic(const OdbcHandle &handle, const QString &secret)
{
    OdbcDiagnostic diagnostic = handle.speaksUtf8() ? narrowDiagnostic(handle) : wideDiagnostic(handle);
    static const QRegularExpression origin(uR"(^(\[[^\]]*\])+\s*)"_s);
    diagnostic.message.remove(origin);
    if (!secret.isEmpty())
        diagnostic.message.replace(secret, u"***"_s);
    diagnostic.message = diagnostic.message.simplified();
    return diagnostic;
}

QString odbcText(const void *text, qsizetype length)
{
    return QString::fromUtf16(static_cast<const char16_t *>(text), length);
}

} // namespace tabletalk
