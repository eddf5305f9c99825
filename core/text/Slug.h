// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk {

/// An organisation's short name: a to z and digits, joined by single dashes, at most 40.
/// It may be the first part of a host name.
bool isSlug(QStringView text);

/// Whether a short name is kept for the server itself ("www", "api", "admin"), or looks like
/// one that is ("adm1n").
bool isReservedSlug(QStringView slug);

/// What a short name looks like: two that have this in common are mistaken for each other
/// ("rnail" and "mail", "0ffice" and "office"). accounts/find_slug.sql says the same in SQL.
QString slugSkeleton(const QString &slug);

} // namespace tabletalk
