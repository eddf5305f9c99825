// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

#include <utility>

namespace tabletalk {

/// Owns an ODBC handle of any kind. ODBC's headers define too many words to be included
/// by a header, so the handle is the void pointer that it is for ODBC too.
///
/// The functions that take UTF-16 ("W") are called: they mean the same on every system and in
/// every locale, and hold every character; the others speak the machine's code page on
/// Windows and whatever the driver thinks elsewhere. One kind of driver is the exception: one that
/// has no such functions and takes UTF-8 (SQLite's, except on Windows). There the driver
/// manager would convert, by locale and without what lies beyond the BMP, so that it is spoken to in UTF-8.
class OdbcHandle
{
public:
    OdbcHandle() = default;
    OdbcHandle(short kind, void *handle)
        : m_kind(kind)
        , m_handle(handle)
    {}
    ~OdbcHandle() { reset(); }
    OdbcHandle(OdbcHandle &&other) noexcept
        : m_kind(other.m_kind)
        , m_handle(std::exchange(other.m_handle, nullptr))
        , m_speaksUtf8(other.m_speaksUtf8)
    {}
    OdbcHandle &operator=(OdbcHandle &&other) noexcept
    {
        std::swap(m_kind, other.m_kind);
        std::swap(m_handle, other.m_handle);
        std::swap(m_speaksUtf8, other.m_speaksUtf8);
        return *this;
    }
    OdbcHandle(const OdbcHandle &) = delete;
    OdbcHandle &operator=(const OdbcHandle &) = delete;

    /// An environment for ODBC 3; empty when there is no driver manager to speak of.
    static OdbcHandle environment();
    /// A connection of an environment, or a statement of a connection.
    static OdbcHandle connection(const OdbcHandle &environment);
    static OdbcHandle statement(const OdbcHandle &connection);

    void setSpeaksUtf8(bool speaks) { m_speaksUtf8 = speaks; }
    bool speaksUtf8() const { return m_speaksUtf8; }

    void *get() const { return m_handle; }
    short kind() const { return m_kind; }
    explicit operator bool() const { return m_handle != nullptr; }
    void reset();

private:
    short m_kind = 0;
    void *m_handle = nullptr;
    bool m_speaksUtf8 = false; ///< statements have it from their connection
};

/// What ODBC says went wrong: the first record of a handle.
struct OdbcDiagnostic
{
    QString state;   ///< five characters, "08001"
    QString message; ///< without the driver's name in brackets in front of it
    bool isConnectionLost() const { return state.startsWith(u"08") || state == u"57P01" || state == u"57P02"; }
};

/// Where secret is not empty, the message is cleared of it.
OdbcDiagnostic odbcDiagnostic(const OdbcHandle &handle, const QString &secret = {});

/// UTF-16 of ODBC, whatever type its units have on this system, as a text.
QString odbcText(const void *text, qsizetype length);

} // namespace tabletalk
