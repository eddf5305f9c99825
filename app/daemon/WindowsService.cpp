// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/daemon/WindowsService.h"

#include <QCoreApplication>

#ifdef Q_OS_WIN
#include <windows.h>

#include <cstdio>
#include <memory>
#include <tuple>
#include <type_traits>

namespace tabletalk::daemon {

namespace {

/// The system calls functions without anything of ours, and there is one service in a process.
struct Service
{
    const std::function<int()> *work = nullptr;
    SERVICE_STATUS_HANDLE handle = nullptr;
    DWORD state = SERVICE_START_PENDING;
    int outcome = 0;
};
Service service;

wchar_t serviceName[] = L"Tabletalk";

void tell(DWORD state, DWORD exitCode = NO_ERROR)
{
    constexpr DWORD patience = 60'000; // of the system, in ms: a migration may come first
    if (!service.handle)
        return;
    service.state = state;
    SERVICE_STATUS status{};
    status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
    status.dwCurrentState = state;
    status.dwControlsAccepted = state == SERVICE_RUNNING ? SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN : 0;
    status.dwWin32ExitCode = exitCode;
    status.dwWaitHint = state == SERVICE_RUNNING || state == SERVICE_STOPPED ? 0 : patience;
    SetServiceStatus(service.handle, &status);
}

DWORD WINAPI onControl(DWORD control, DWORD, void *, void *)
{
    if (control == SERVICE_CONTROL_INTERROGATE)
        return NO_ERROR;
    if (control != SERVICE_CONTROL_STOP && control != SERVICE_CONTROL_SHUTDOWN)
        return ERROR_CALL_NOT_IMPLEMENTED;
    tell(SERVICE_STOP_PENDING);
    if (auto *application = QCoreApplication::instance())
        QMetaObject::invokeMethod(application, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    return NO_ERROR;
}

void WINAPI onStart(DWORD, wchar_t **)
{
    service.handle = RegisterServiceCtrlHandlerExW(serviceName, onControl, nullptr);
    tell(SERVICE_START_PENDING);
    service.outcome = (*service.work)();
    tell(SERVICE_STOPPED, service.outcome == 0 ? NO_ERROR : ERROR_SERVICE_SPECIFIC_ERROR);
}

} // namespace

int runAsService(const std::function<int()> &work)
{
    service.work = &work;
    const SERVICE_TABLE_ENTRYW table[] = {{serviceName, onStart}, {nullptr, nullptr}};
    if (!StartServiceCtrlDispatcherW(table)) // ERROR_FAILED_SERVICE_CONTROLLER_CONNECT: from a console
        return -1;
    return service.outcome;
}

int startServiceWithSystem()
{
    struct Closing
    {
        void operator()(SC_HANDLE handle) const { CloseServiceHandle(handle); }
    };
    using Handle = std::unique_ptr<std::remove_pointer_t<SC_HANDLE>, Closing>;
    const Handle manager(OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT));
    const Handle installed(manager ? OpenServiceW(manager.get(), serviceName, SERVICE_CHANGE_CONFIG) : nullptr);
    if (!installed
        || !ChangeServiceConfigW(installed.get(), SERVICE_NO_CHANGE, SERVICE_AUTO_START, SERVICE_NO_CHANGE, nullptr,
                                 nullptr, nullptr, nullptr, nullptr, nullptr, nullptr)) {
        std::fprintf(stderr, "tabletalkd service: %s\n", qPrintable(qt_error_string(int(GetLastError()))));
        return 1;
    }
    // After what everybody waits for at the start. Where the system has no such order, it starts at once.
    SERVICE_DELAYED_AUTO_START_INFO later{TRUE};
    std::ignore = ChangeServiceConfig2W(installed.get(), SERVICE_CONFIG_DELAYED_AUTO_START_INFO, &later);
    return 0;
}

void serviceIsRunning()
{
    if (service.state == SERVICE_START_PENDING)
        tell(SERVICE_RUNNING);
}

} // namespace tabletalk::daemon
#else
namespace tabletalk::daemon {

int runAsService(const std::function<int()> &)
{
    return -1;
}

void serviceIsRunning() {}

} // namespace tabletalk::daemon
#endif
