// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Organizations.h"
#include "ui/platform/PlatformPage.h"

#include <optional>

class QComboBox;

namespace tabletalk::ui {

class OrganizationCard;
class PagedTable;

/// All organisations, and what an operator does to one.
class OrganizationsPage : public PlatformPage
{
    Q_OBJECT

public:
    OrganizationsPage(WindowContext &context, QWidget *parent);
    void reload() override;

private:
    void fetch(int turn, const std::optional<QString> &cursor);
    void showChosen();

    PagedTable *m_table = nullptr;
    QComboBox *m_status = nullptr;
    OrganizationCard *m_card;
};

} // namespace tabletalk::ui
