// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Policy.h"

#include <initializer_list>

namespace tabletalk {

/// Some of the permissions. A value; kept as their names, one space between.
class PermissionSet
{
public:
    PermissionSet() = default;
    PermissionSet(std::initializer_list<Permission> permissions)
    {
        for (const Permission permission : permissions)
            insert(permission);
    }

    bool contains(Permission permission) const { return (m_bits & bitOf(permission)) != 0; }
    bool isEmpty() const { return m_bits == 0; }
    void insert(Permission permission) { m_bits |= bitOf(permission); }

    std::vector<Permission> list() const;
    QString toText() const;
    /// Names that this version does not know are left out: they allow nothing.
    static PermissionSet fromText(QStringView text);

    friend bool operator==(const PermissionSet &, const PermissionSet &) = default;

private:
    static quint64 bitOf(Permission permission) { return quint64{1} << static_cast<unsigned>(permission); }
    quint64 m_bits = 0;
};

} // namespace tabletalk
