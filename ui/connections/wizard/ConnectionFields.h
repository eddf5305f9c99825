// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"

#include <QWidget>

namespace tabletalk::ui {

/// The fields of one kind of connection: they show a URL's parts and give them back. What
/// they do not show of a URL stays in it.
class ConnectionFields : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Never moves the cursor of a field whose text stays.
    virtual void show(const ConnectionUrl &url) = 0;
    virtual void apply(ConnectionUrl &url) const = 0;

Q_SIGNALS:
    /// By the person, not by show().
    void edited();
};

} // namespace tabletalk::ui
