// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Sharing.h"

#include <QObject>

namespace tabletalk::ui {

/// The switch by which other computers reach the server inside this program. The composition of the program has one,
/// as it has the server; it is reached by no wire. Lives in the window's thread and never blocks it.
class Sharing : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual const api::SharingState &state() const = 0;
    /// changed() follows, and then isBusy() is false again; what failed is in the state.
    virtual void change(const api::SharingSettings &settings) = 0;
    /// A change is under way.
    virtual bool isBusy() const = 0;

Q_SIGNALS:
    void changed();
};

} // namespace tabletalk::ui
