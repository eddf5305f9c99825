// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/platform/PlatformPage.h"

#include <optional>

namespace tabletalk::ui {

class PagedTable;

/// The connected databases of all organisations: what they are and how they are, not where.
class ConnectionsPage : public PlatformPage
{
    Q_OBJECT

public:
    ConnectionsPage(WindowContext &context, QWidget *parent);
    void reload() override;

private:
    void fetch(int turn, const std::optional<QString> &cursor);

    PagedTable *m_table;
};

} // namespace tabletalk::ui
