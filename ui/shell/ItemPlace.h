// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tabletalk::ui {

/// A panel that can show one of the things it keeps, for whoever knows its id alone.
class ItemPlace
{
public:
    virtual ~ItemPlace() = default;
    virtual void showItem(const QString &id) = 0;
};

} // namespace tabletalk::ui
