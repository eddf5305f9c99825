// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QString>

namespace tabletalk::sql {

/// An identifier in the dialect's quotes, whatever characters it has.
QString quoteName(QStringView name, Dialect dialect);

/// The identifier as a person would write it: quoted only when it has to be (a keyword, or
/// characters or case that the engine would not keep).
QString printName(QStringView name, Dialect dialect);

/// A text literal that stands for exactly these characters.
QString quoteText(QStringView text, Dialect dialect);

/// The table as it is written in a query of this schema: with its schema unless that is the
/// default one.
QString printTable(const Schema &schema, const Table &table);

} // namespace tabletalk::sql
