import { expect, test } from 'vitest';
import { allowPublicAddress, isPublicAddress } from '../../../src/services/fetching/public-address.ts';

test.each([
  ['this network', ['0.0.0.0', '0.1.2.3']],
  ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1']],
  ['shared by a provider', ['100.64.0.1', '100.100.100.200', '100.127.255.255']],
  ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
  ['link-local and its metadata', ['169.254.169.254', '169.254.0.23', 'fe80::1', 'febf::1']],
  ['protocol assignments', ['192.0.0.192', '192.0.0.8', '192.88.99.1', '198.18.0.1', '198.19.255.255']],
  ['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
  ['multicast', ['224.0.0.1', '239.255.255.250', 'ff02::1', 'ff0e::1']],
  ['reserved and broadcast', ['240.0.0.1', '255.255.255.255', '4000::1', '5f00::1', '100::1']],
  ["a cloud's own host", ['168.63.129.16', 'fd00:ec2::254']],
  ['unique local and site-local', ['fc00::1', 'fdff::1', 'fec0::1']],
  ['unspecified and IPv4-compatible', ['::', '::127.0.0.1', '::8.8.8.8', '::7f00:1']],
  ['IPv4-mapped', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::ffff:0:127.0.0.1']],
  ['translated', ['64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b::a00:1', '64:ff9b::', '64:ff9b::1']],
  ['translated for one network', ['64:ff9b:1::1', '64:ff9b:1::808:808', '64:ff9b:0:1::808:808']],
  ['6to4 and Teredo', ['2002:7f00:1::', '2002:808:808::1', '2001::1', '2001:0:53aa:64c::1', '2001:20::1']],
  ['no plain address', ['', 'localhost', '127.1', '0x7f000001', '[::1]', 'fe80::1%eth0', '2606:4700::1%1', '1.1.1.1 ']],
])('GIVEN addresses that are %s THEN none is public', (_kind, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([]);
});

test('GIVEN public addresses, borders of closed ranges among them THEN each is public', () => {
  const open = `
    1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255
    128.0.0.0 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255
    192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 168.63.129.15 168.63.129.17 2001:200::1
    2001:4860:4860::8888 2606:4700::1111 2a00:1450::1 2003::1 3ffd::1`;
  // What a network without IPv4 makes of a public address.
  const translated = '64:ff9b::8.8.8.8 64:ff9b::101:101 64:ff9b:0:0:0:0:808:808 64:FF9B::808:0';
  const addresses = `${open} ${translated}`.trim().split(/\s+/);
  expect(addresses.filter((ip) => !isPublicAddress(ip))).toEqual([]);
  expect(addresses).toHaveLength(30);
});

test('GIVEN ports THEN those of web servers are allowed and no others', () => {
  const ports = [
    0, 1, 21, 22, 23, 25, 53, 80, 110, 443, 445, 993, 2375, 3306, 5432, 6379, 8000, 8008, 8080, 8443, 9200,
  ];
  expect(ports.filter((port) => allowPublicAddress('1.1.1.1', port))).toEqual([80, 443, 8000, 8008, 8080, 8443]);
  expect(ports.filter((port) => allowPublicAddress('10.0.0.1', port))).toEqual([]);
});
