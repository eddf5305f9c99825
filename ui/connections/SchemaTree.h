// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Databases.h"

#include <QTreeWidget>

namespace tabletalk::ui {

/// What was understood of a database: tables, their columns, what they mean, where they lead.
class SchemaTree : public QTreeWidget
{
    Q_OBJECT

public:
    explicit SchemaTree(QWidget *parent = nullptr);

    void setSchema(const api::DatabaseSchema &schema);
    /// Shows only tables and columns whose name or description has the text.
    void setFilter(const QString &text);
};

} // namespace tabletalk::ui
