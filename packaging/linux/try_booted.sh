# Part of "try": a system that boots, emulated, so that systemd starts the service as it would on a machine. Nothing of it
# reaches the network; a port of this machine's loopback leads to its service.

emulator=
name=tabletalk.example.org

leave_booted() {
    [[ -z $emulator ]] || kill "$emulator" 2>/dev/null || true
}

# What the RPMs ask of a distribution with RPM, as a package that says that it is there: the files are Debian's.
make_stand_in() {
    local package asked spec=$work/system.spec
    {
        printf '%s\n' "Name: tried-system" "Version: 1" "Release: 1" "Summary: What the system has" "License: CC0-1.0" "BuildArch: noarch"
        for package in "$packages"/*.rpm; do rpm -qp --requires "$package" 2>/dev/null; done |
            grep -Ev '^(rpmlib\(|tabletalk|config\()' | sort -u |
            while read -r asked; do echo "Provides: $asked"; done
        printf '%s\n' "%description" "." "%files"
    } >"$spec"
    rpmbuild -bb --quiet --define "_topdir $work/rpm" "$spec" >"$work/rpm.log" 2>&1 || { cat "$work/rpm.log" >&2; fail "rpmbuild"; }
    cp "$work"/rpm/RPMS/noarch/*.rpm "$root/root/tried-system.rpm"
}

# The same packages with a higher version.
make_next_packages() {
    local package folder
    mkdir "$root/root/next"
    for package in "$packages"/*.deb; do
        folder=$work/next/$(basename "$package")
        mkdir -p "$folder"
        dpkg-deb -R "$package" "$folder"
        sed -i 's/^Version: .*/&+next/; s/(= \([^)]*\))/(= \1+next)/' "$folder/DEBIAN/control"
        dpkg-deb --root-owner-group -b "$folder" "$root/root/next/$(basename "$package")" >/dev/null
    done
}

# The system of the folder, with a kernel and with a shell that obeys a port; with all that the packages depend on, since
# there is no network, but without them.
make_bootable() {
    say "Making a system that boots"
    inside dpkg --purge tabletalk tabletalk-server tabletalk-tools >"$work/apt.log" 2>&1 || fail "purging"
    inside apt-get install -y -q --no-install-recommends linux-image-cloud-amd64 initramfs-tools systemd-sysv dbus udev iproute2 \
        dnf zypper libsolv-tools rpm >"$work/apt.log" 2>&1 || { tail -5 "$work/apt.log" >&2; fail "a kernel"; }
    cp "$packages"/*.rpm "$root/root/"
    mkdir -p "$root/etc/rpm" # where every tool looks; Debian's rpm keeps a database for each person otherwise
    echo "%_dbpath /var/lib/rpm" >"$root/etc/rpm/macros.dbpath"
    make_stand_in
    make_next_packages
    cat >"$root/usr/local/sbin/obey" <<'OBEY'
#!/bin/bash
# Runs what comes through the port, a script in base64 a line, and answers how it ended and what it wrote.
exec 3<>/dev/virtio-ports/try
echo ready >&3
while read -r -u 3 script; do
    base64 -d <<<"$script" >/run/obeyed
    code=0
    (cd /root && bash -eu /run/obeyed) </dev/null >/run/said 2>&1 || code=$?
    echo "$code $(base64 -w0 /run/said)" >&3
done
OBEY
    chmod +x "$root/usr/local/sbin/obey"
    printf '%s\n' '[Unit]' 'After=multi-user.target' '[Service]' 'ExecStart=/usr/local/sbin/obey' \
        'Environment=HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive' '[Install]' 'WantedBy=default.target' \
        >"$root/etc/systemd/system/obey.service"
    printf '%s\n' '[Match]' 'Type=ether' '[Network]' 'DHCP=ipv4' >"$root/etc/systemd/network/tried.network"
    inside systemctl enable obey systemd-networkd >/dev/null 2>&1 || fail "the services of the system"
    echo "/dev/vda / ext4 defaults 0 1" >"$root/etc/fstab"
    echo "nameserver 127.0.0.1" >"$root/etc/resolv.conf"
    rm "$root/usr/sbin/policy-rc.d"
    umount -l "$root/dev" "$root/proc"
    mkfs.ext4 -q -F -d "$root" "$work/disk" 6G
}

boot() {
    say "Booting it"
    port=$((RANDOM % 20000 + 20000))
    mkfifo "$work/talk.in" "$work/talk.out"
    exec {to}<>"$work/talk.in" {from}<>"$work/talk.out"
    qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 2048 -nodefaults -display none -no-reboot \
        -serial "file:$work/console" -kernel "$root"/boot/vmlinuz-* -initrd "$root"/boot/initrd.img-* \
        -append "root=/dev/vda rw console=ttyS0 quiet" -drive "file=$work/disk,format=raw,if=virtio,cache=unsafe" \
        -netdev "user,id=n,restrict=on,hostfwd=tcp:127.0.0.1:$port-:8765" -device virtio-net-pci,netdev=n \
        -device virtio-serial-pci -chardev "pipe,id=t,path=$work/talk" -device virtserialport,chardev=t,name=try \
        >"$work/emulator.log" 2>&1 &
    emulator=$!
    local line
    IFS= read -r -t 300 -u "$from" line && [[ $line == ready ]] ||
        { tail -5 "$work/emulator.log" "$work/console" >&2; fail "the system did not boot"; }
}

# Runs a script there, prints what it writes, and ends as it ends.
there() {
    local line
    base64 -w0 <<<"$1" >&"$to"
    echo >&"$to"
    IFS= read -r -t 600 -u "$from" line || fail "the system that was booted does not answer"
    base64 -d <<<"${line#* }"
    return "${line%% *}"
}

follow_there() {
    local commands
    commands=$(block "$1")
    followed+=("$1")
    there "$commands" >"$work/there.log" || { tail -20 "$work/there.log" >&2; fail "the commands of $1"; }
}

# What must hold there: a text for who reads of a failure, and the script that shows it.
must() {
    there "$2" >"$work/there.log" 2>&1 || { tail -20 "$work/there.log" >&2; fail "$1"; }
}

# A server needs a moment until it answers.
ready_there() {
    local waited=0
    until there "$(block service-ready)" >"$work/there.log" && grep -q "200 OK" "$work/there.log"; do
        sleep 0.5
        ((++waited < 60)) || { there "journalctl -u tabletalkd --no-pager -n 20" >&2; fail "the service is not ready"; }
    done
    followed+=(service-ready)
}

# Asked from outside of that system, by its name, with nothing but its certificate trusted.
ready_outside() {
    local waited=0
    until [[ $(curl -s --cacert "$work/server.pem" --resolve "$name:$port:127.0.0.1" "https://$name:$port/readyz") == *'"ready"'* ]]; do
        sleep 0.5
        ((++waited < 60)) || { there "journalctl -u tabletalkd --no-pager -n 20" >&2; fail "the service does not answer with TLS"; }
    done
}

install_there() {
    say "Installing where systemd runs"
    follow_there debian-install
    must "nothing runs before there is an organisation" '[[ $(systemctl is-active tabletalkd) == inactive ]]'
    follow_there debian-policy
    must "others may write the policy" '[[ $(stat -c "%U %a" /etc/tabletalk/policy.json) == "root 644" ]]'
    there "sha256sum /etc/tabletalk/policy.json" >"$work/policy.sum"
}

start_there() {
    say "Making an organisation and starting the service"
    follow_there service-init
    password=$(sed -n 's/^ *password *//p' "$work/there.log")
    [[ ${#password} -gt 20 ]] || fail "no password was printed"
    follow_there service-start
    grep -q "active (running)" "$work/there.log" || fail "systemd does not say that the service runs"
    ready_there
}

# Each promise of the guide about the unit, seen from within the service's own view of the system.
look_at_sandbox() {
    say "Looking at what the service may"
    must "the service is not held as the guide says" '
        mkdir -p /home/ada && touch /home/ada/letter /root/letter
        pid=$(systemctl show -P MainPID tabletalkd)
        within() { nsenter -t "$pid" -m setpriv --reuid tabletalk --regid tabletalk --clear-groups "$@"; }
        within find / \( -path /proc -o -path /sys \) -prune -o -type d -writable -print 2>/dev/null |
            grep -Ev "^(/var/lib/tabletalk|/tmp|/var/tmp|/dev/shm|/dev/mqueue|/run/lock)(/|\$)" && { echo "it may write there"; exit 1; }
        nsenter -t "$pid" -m test ! -e /home/ada || { echo "it sees homes"; exit 1; }
        nsenter -t "$pid" -m test ! -e /root/letter || { echo "it sees the home of root"; exit 1; }
        nsenter -t "$pid" -m test ! -e /dev/vda || { echo "it sees devices"; exit 1; }
        for line in "NoNewPrivs:.1" "CapEff:.0*$" "CapBnd:.0*$" "Seccomp:.2"; do
            grep -q "^$line" "/proc/$pid/status" || { echo "not so: $line"; exit 1; }
        done'
}

# Databases as files: those of the folder that is named, and no others.
connect_files() {
    say "Connecting a database file"
    must "files" 'tabletalkd demo --data-dir /tmp/demo && mkdir -p /srv/databases /srv/other &&
        cp /tmp/demo/samples/retail.db /srv/databases/shop.db && cp /tmp/demo/samples/retail.db /srv/other/'
    follow_there service-files
    ready_there
    must "sign-in at the terminal" "tabletalk-cli login --server http://127.0.0.1:8765 --email ada@example.org <<<'$password'"
    must "a file of the named folder is not taken" "tabletalk-cli admin databases.create name=Shop url=sqlite:///srv/databases/shop.db"
    there "tabletalk-cli admin databases.create name=Other url=sqlite:///srv/other/retail.db" >"$work/there.log" &&
        fail "a file of another folder is taken"
    return 0
}

sign_in_outside() {
    local answer
    answer=$(curl -s --cacert "$work/server.pem" --resolve "$name:$port:127.0.0.1" -H "Content-Type: application/json" \
        -d "{\"email\": \"ada@example.org\", \"password\": \"$password\"}" "https://$name:$port/api/v1/auth/login")
    [[ $answer == *'"accessToken"'* ]] || fail "who was known before cannot sign in from outside: $answer"
}

open_to_network() {
    say "Letting others reach it, with TLS"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
        -keyout "$work/server.key" -out "$work/server.pem" 2>/dev/null
    must "the certificate" "cat >server.pem <<<'$(<"$work/server.pem")'; cat >server.key <<<'$(<"$work/server.key")'"
    follow_there service-network
    ready_outside
    sign_in_outside
    curl -s "http://$name:$port/readyz" --resolve "$name:$port:127.0.0.1" >/dev/null && fail "it answers without TLS"
    return 0
}

upgrade_there() {
    say "Upgrading while it runs, with data"
    follow_there service-backup
    must "others may read what is the service's own" '
        [[ -z $(find /var/lib/tabletalk /var/backups/tabletalk -type f \( -name "*key*" -o -name "*.db*" -o -name "*.gz" \) -perm /077) ]]
        [[ -z $(find /var/lib/tabletalk ! -user tabletalk) ]]'
    must "the next packages" 'cp next/*.deb . && systemctl show -P MainPID tabletalkd >/run/before'
    follow_there debian-upgrade
    must "the upgrade did not happen" '[[ $(dpkg-query -W -f "\${Version}" tabletalk-server) == *next ]]'
    must "the service was not started anew" '[[ $(systemctl show -P MainPID tabletalkd) != $(</run/before) ]]; systemctl is-active tabletalkd'
    must "the upgrade lost settings" 'grep -q "^tls-cert" /etc/tabletalk/tabletalkd.conf'
    must "the upgrade changed the policy" "sha256sum -c --quiet <<<'$(<"$work/policy.sum")'"
    ready_outside
    follow_there service-verify
    sign_in_outside
}

remove_there() {
    say "Removing and purging"
    follow_there debian-remove
    must "removal left the service running" '[[ $(systemctl is-active tabletalkd) == inactive ]]; [[ -z $(ss -Hltn "sport = 8765") ]]'
    must "removal took the data along" '[[ -d /var/lib/tabletalk ]]'
    follow_there debian-purge
    must "purging took the administrator's policy along" "sha256sum -c --quiet <<<'$(<"$work/policy.sum")'"
    must "the certificate stays the administrator's" 'rm /etc/tabletalk/server.pem /etc/tabletalk/server.key'
    follow_there debian-policy-remove
    must "purging left something" '
        left=$(find /etc /var/lib /usr -iname "*tabletalk*" -not -path "*/dpkg/*" -not -path "*/apt/*"); [[ -z $left ]] || { echo "$left"; exit 1; }'
}

# dnf and zypper are Debian's, and so is the system below; what they read, ask and run is the packages' own.
rpms_there() {
    must "what the system has" "rpm -i --nodeps tried-system.rpm && userdel tabletalk"
    local kind
    for kind in dnf zypper; do
        say "Installing the RPMs with $kind"
        follow_there "rpm-$kind"
        must "nothing runs before somebody starts it ($kind)" '[[ $(systemctl is-active tabletalkd) == inactive ]]'
        must "the folder of the service ($kind)" '[[ $(stat -c "%U %a" /var/lib/tabletalk) == "tabletalk 700" ]]'
        follow_there debian-look
        follow_there service-start
        ready_there
        follow_there "rpm-$kind-remove"
        must "removal left the service running ($kind)" '[[ $(systemctl is-active tabletalkd) == inactive ]]'
        must "removal took the data along ($kind)" '[[ -d /var/lib/tabletalk ]]'
        must "removal left programs ($kind)" '[[ ! -e /usr/lib/tabletalk && ! -e /usr/bin/tabletalkd ]]'
    done
}

try_booted() {
    make_bootable
    boot
    install_there
    start_there
    look_at_sandbox
    connect_files
    open_to_network
    upgrade_there
    remove_there
    rpms_there
    kill "$emulator"
    emulator=
}
